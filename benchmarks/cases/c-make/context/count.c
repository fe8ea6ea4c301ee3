#include <stdio.h>
#include <string.h>
#include <zlib.h>

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("count, zlib %s\n", zlibVersion());
        return 0;
    }
    gzFile file = argc == 2 ? gzopen(argv[1], "rb") : NULL;
    if (file == NULL) {
        fputs("usage: count FILE.gz\n", stderr);
        return 2;
    }
    int lines = 0;
    for (int byte = gzgetc(file); byte != -1; byte = gzgetc(file)) lines += byte == '\n';
    gzclose(file);
    printf("%d lines\n", lines);
    return 0;
}
