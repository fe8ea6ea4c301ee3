FROM python:3.12
RUN pip install huggingface_hub && ln -s /data/models /root/.cache/huggingface
