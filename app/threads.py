"""How many threads may numerical libraries start? One: pages are read side by side by processes.

OpenBLAS starts a thread a core in every process; on matrices as small as ours they only wait for one another, and two
workers on two cores were no faster than one. It reads its setting when NumPy is first imported, so this is called
before.
"""

import os


def one_thread_each() -> None:
    """Hold this process and those it starts to one thread of OpenBLAS, unless the user says otherwise."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
