"""Rules on the sitting: quorum, proxies, interests, vote, deliberation."""
