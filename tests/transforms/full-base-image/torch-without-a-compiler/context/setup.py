from setuptools import setup
from torch.utils.cpp_extension import BuildExtension

setup(name="model", cmdclass={"build_ext": BuildExtension})
