import { createServer } from "node:http";
import bcrypt from "bcrypt";

const stored = await bcrypt.hash("secret", 4);
createServer(async (request, response) => {
  const [, action, word] = request.url.split("/");
  if (action === "check") response.end(String(await bcrypt.compare(word, stored)));
  else response.end("ok");
}).listen(3000, "0.0.0.0");
