const ca = require("fs").readFileSync("/etc/ssl/certs/ca-certificates.crt");
