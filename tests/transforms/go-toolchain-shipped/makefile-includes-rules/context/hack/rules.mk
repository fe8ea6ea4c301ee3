shell:
	docker run --rm -it --entrypoint sh app
