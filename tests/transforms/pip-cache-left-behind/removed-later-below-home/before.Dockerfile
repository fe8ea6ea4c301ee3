FROM python:3.12
RUN pip install redis
RUN rm -r "$HOME/.cache/pip" ~/.wget-hsts
