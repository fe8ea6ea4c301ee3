from cookiecutter.main import cookiecutter

cookiecutter("https://example.com/template.git")
