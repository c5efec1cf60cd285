"""What each address of the page answers."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pmtdocs.atelier import beginning, deposits, pages
from pmtdocs.atelier.desk import SUFFIXES, is_own
from pmtdocs.atelier.events import View
from pmtdocs.atelier.guard import DOCUMENT_POLICY, FORM_POLICY
from pmtdocs.atelier.project import UnknownError, known
from pmtdocs.atelier.state import Atelier
from pmtdocs.finding import PmtdocsError
from pmtdocs.system import files
from pmtdocs.system.limits import REQUEST_CLOCK, UPLOAD, WORK_RESULT

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
#: What the page sends beside files: a word or two.
_FEW = 1_000


def application(atelier: Atelier) -> Starlette:
    """The routes, without the guard."""
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/projet", _begin, methods=["POST"]),
            Route("/dossier/{dossier}", _page),
            Route("/dossier/{dossier}/{document}", _page),
            Route("/etat/{dossier}", _regions),
            Route("/etat/{dossier}/{document}", _regions),
            Route("/apercu/{dossier}/{document}", _preview),
            Route("/evenements/{dossier}", _events),
            Route("/evenements/{dossier}/{document}", _events),
            Route("/rendu/{dossier}", _render, methods=["POST"]),
            Route("/fichier/{dossier}/{document}.{suffix}", _download),
            Route("/modele/{dossier}/{part}", _template, methods=["POST"]),
            Route("/retour/{dossier}/{document}", _returned, methods=["POST"]),
            Route("/comparaison/{dossier}/{document}", _comparison),
            Route("/arret", _stop, methods=["POST"]),
            Mount("/statique", StaticFiles(directory=pages.STATIC)),
        ],
        exception_handlers={
            PmtdocsError: _failed,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
        lifespan=atelier.open,
    )
    app.state.atelier = atelier
    return app


def _atelier(request: Request) -> Atelier:
    atelier: Atelier = request.app.state.atelier
    return atelier


async def _view(request: Request) -> View:
    """The dossier and the document of the address, both from the lists; the first document else.

    Raises UnknownError.
    """
    atelier = _atelier(request)
    snapshot = await run_in_threadpool(atelier.desk.seen, request.path_params["dossier"])
    asked = request.path_params.get("document")
    if asked is None:
        return View(snapshot.name, next(iter(snapshot.documents), ""))
    return View(snapshot.name, known(asked, snapshot.documents, "Le document"))


# --- the page ---------------------------------------------------------------------------------


async def _home(request: Request) -> Response:
    latest = _atelier(request).project.latest()
    if latest is None and (home := beginning.home(_atelier(request).project)):
        return _form(pages.welcome(home, {}))
    if latest is None:
        return HTMLResponse(
            pages.message("Aucun dossier", "Pour en préparer un : pmtdocs new NOM.")
        )
    return RedirectResponse(f"/dossier/{latest}", 303)


async def _begin(request: Request) -> Response:
    """Write the project that the form asks for, then show its first dossier."""
    project = _atelier(request).project
    if (home := beginning.home(project)) is None:
        return RedirectResponse("/", 303)
    sent = parse_qs((await _body(request, _FEW)).decode(errors="replace"))
    asked = {name: values[0] for name, values in sent.items()}
    try:
        await run_in_threadpool(beginning.begin, project, home, asked)
    except PmtdocsError as error:
        return _form(pages.welcome(home, asked, error), 422)
    return RedirectResponse("/", 303)


def _form(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, headers={"Content-Security-Policy": FORM_POLICY})


async def _page(request: Request) -> Response:
    view = await _view(request)
    return HTMLResponse(await run_in_threadpool(pages.page, _atelier(request), view))


async def _regions(request: Request) -> Response:
    view = await _view(request)
    return HTMLResponse(await run_in_threadpool(pages.regions, _atelier(request), view))


async def _preview(request: Request) -> Response:
    view = await _view(request)
    found = await run_in_threadpool(_atelier(request).desk.preview, *view)
    content = found.page or pages.blank(found)
    return HTMLResponse(content, headers={"Content-Security-Policy": DOCUMENT_POLICY})


async def _events(request: Request) -> Response:
    lines = _atelier(request).hub.listen(await _view(request))
    return StreamingResponse(lines, media_type="text/event-stream")


# --- documents --------------------------------------------------------------------------------


async def _render(request: Request) -> Response:
    view = await _view(request)
    _atelier(request).render(view.dossier, await _body(request, _FEW) != b"definitif")
    return Response(status_code=202)


async def _download(request: Request) -> Response:
    view = await _view(request)
    suffix = known(request.path_params["suffix"], SUFFIXES, "Le format")
    file = _atelier(request).project.folder(view.dossier) / f"{view.document}.{suffix}"
    if not is_own(file):
        raise UnknownError("Ce document n'a pas encore été produit.", "Produisez les documents.")
    data = await run_in_threadpool(files.read, file, WORK_RESULT, follow=False)
    name = quote(f"{view.dossier}-{view.document}.{suffix}")
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=_TYPES[suffix], headers=kept)


async def _template(request: Request) -> Response:
    view, atelier = await _view(request), _atelier(request)
    snapshot = atelier.desk.seen(view.dossier)
    part = known(request.path_params["part"], snapshot.parts, "La pièce")
    sent = (atelier.project, view.dossier, part, await _body(request, UPLOAD.most))
    try:
        replaced = await run_in_threadpool(deposits.replace_template, *sent)
    except deposits.RefusedError as refused:
        said = pages.notice(refused.message, refused.help, refused.reasons)
        return HTMLResponse(said, 422)
    return HTMLResponse(pages.replaced(part, replaced))


async def _returned(request: Request) -> Response:
    view, atelier = await _view(request), _atelier(request)
    data = await _body(request, UPLOAD.most)
    compared = await run_in_threadpool(deposits.compare, atelier.project, *view, data)
    atelier.comparisons[view] = compared
    return HTMLResponse(pages.compared(view, compared))


async def _comparison(request: Request) -> Response:
    compared = _atelier(request).comparisons.get(await _view(request))
    if compared is None:
        raise UnknownError("Aucune comparaison.", "Déposez d'abord le document revenu.")
    return HTMLResponse(compared.page, headers={"Content-Security-Policy": DOCUMENT_POLICY})


async def _stop(request: Request) -> Response:
    _atelier(request).hub.tell("arret")
    _atelier(request).stop()
    return Response(status_code=202)


async def _body(request: Request, most: int) -> bytes:
    """What was sent, given up as soon as it is too long. Raises HTTPException."""
    received = bytearray()
    try:
        async with asyncio.timeout(REQUEST_CLOCK.most):
            async for chunk in request.stream():
                received += chunk
                if len(received) > most:
                    raise HTTPException(413)
    except ClientDisconnect:
        raise HTTPException(400) from None
    except TimeoutError:
        raise HTTPException(408) from None
    return bytes(received)


# --- failures ---------------------------------------------------------------------------------


async def _failed(request: Request, error: Any) -> Response:
    status = 404 if isinstance(error, UnknownError) else 422
    return _answer(request, error.message, error.help, status)


async def _http_error(request: Request, error: Any) -> Response:
    said = {
        404: ("Cette page n'existe pas.", "Revenez à l'accueil."),
        408: ("Le fichier n'arrive pas.", "Recommencez."),
        413: ("Le fichier est trop gros.", f"Au plus {UPLOAD.said}."),
    }
    message, help = said.get(error.status_code, ("Demande refusée.", ""))
    return _answer(request, message, help, error.status_code)


async def _unexpected(request: Request, error: Exception) -> Response:
    said = f"Défaut de pmtdocs ({type(error).__name__}), pas de vos données : signalez-le."
    return _answer(request, said, "", 500)


def _answer(request: Request, message: str, help: str, status: int) -> Response:
    """A page for who follows an address, a few words for who sent a file."""
    shape = pages.message if request.method in ("GET", "HEAD") else pages.notice
    return HTMLResponse(shape(message, help), status)
