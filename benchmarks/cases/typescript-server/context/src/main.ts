import fastify from "fastify";

interface Pair {
  a: string;
  b: string;
}

const app = fastify();
app.get("/health", async () => "ok");
app.get<{ Params: Pair }>("/add/:a/:b", async (request) => String(Number(request.params.a) + Number(request.params.b)));
app.listen({ port: 3000, host: "0.0.0.0" });
