"""Who may use pdfium now? One thread of a process: the library is not made for two (fpdfview.h of PDFium says so).

Two threads that opened a PDF at the same time ended the whole process, three times in 25 tries.
"""

from threading import RLock

# Held while anything of pdfium's is opened, used or given back; taken again by who holds it.
PDFIUM = RLock()
