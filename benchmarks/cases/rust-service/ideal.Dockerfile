FROM rust:1 AS build
WORKDIR /usr/src/reverser
COPY . .
RUN cargo build --release --locked && strip target/release/reverser

FROM gcr.io/distroless/cc-debian12
WORKDIR /usr/src/reverser
COPY --from=build /usr/src/reverser/target/release/reverser target/release/reverser
EXPOSE 7878
CMD ["./target/release/reverser"]
