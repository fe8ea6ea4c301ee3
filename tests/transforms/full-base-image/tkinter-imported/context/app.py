import os, tkinter as tk

tk.Tk().mainloop()
