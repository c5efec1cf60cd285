"""From facts and Word templates to DOCX, HTML and PDF.

``template`` renders one part, ``join`` makes a document of several, ``walk`` turns the document
into HTML (``styles`` its CSS, ``numbering`` its numbers), ``pdf`` lays it out, ``output`` writes.
"""
