ENTRYPOINT ["gunicorn"]
CMD ["-w","1","-b","0.0.0.0:5000","app:app"]
