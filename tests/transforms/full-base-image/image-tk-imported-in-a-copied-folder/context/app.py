try:
    from PIL import (
        Image,
        ImageTk as Tk,
    )
except ImportError:
    Tk = None
