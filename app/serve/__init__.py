"""The web form: citizens answer on a telephone or a kiosk, and nothing else is reachable."""
