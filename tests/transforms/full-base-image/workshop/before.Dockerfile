FROM python:3.12
RUN pip install pytest
COPY . /work
CMD ["bash"]
