import os

SECRET_KEY = os.environ.get("SECRET_KEY", "only for the smoke test")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
