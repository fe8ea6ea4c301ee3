import flask
import version
