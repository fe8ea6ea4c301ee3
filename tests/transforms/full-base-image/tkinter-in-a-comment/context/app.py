# import tkinter is not for containers
import os, turtles
from tkinterx import Tk
