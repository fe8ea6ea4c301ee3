const express = require("express");
const morgan = require("morgan");

const app = express();
app.use(morgan("tiny"));
app.get("/health", (request, response) => response.send("ok"));
app.get("/items/:id", (request, response) => response.json({ id: Number(request.params.id) }));
app.listen(3000, "0.0.0.0");
