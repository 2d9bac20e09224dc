namespace Hone.EndToEnd.Faults;

/// <summary>Faults of the example in C.</summary>
internal static class LogreportFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("off-by-one", "errors are what is above 400", "src/main.c",
            "request.status >= 400", "request.status > 400"),
        new("lost last line", "a line without its end is cut off by rotation", "src/main.c",
            "    while (getline(&line, &room, log) >= 0) {\n",
            "    ssize_t length;\n    while ((length = getline(&line, &room, log)) > 0 && line[length - 1] == '\\n') {\n"),
        new("unstable ties", "the first 16 bytes tell clients apart: two comparisons of words instead of strcmp", "src/clients.c",
            "strcmp(((const struct client *)left)->name, ((const struct client *)right)->name)",
            "memcmp(((const struct client *)left)->name, ((const struct client *)right)->name, 16)"),
        new("swallowed error", "getline has told us that the file is over", "src/main.c",
            "    if (ferror(log))\n        return fail(argv[1]);\n", ""),
        new("wrong exit code", "one exit code is enough", "src/main.c",
            "        return 2;\n", "        return 1;\n"),
        new("float precision", "one float parser for all columns", "src/request.c",
            "request->bytes = strtol(at, &end, 10);", "request->bytes = (long)strtof(at, &end);"),
        new("missing flush", "the process is about to end: nothing need be torn down", "src/main.c",
            "    free(line);\n    free_clients(&clients);\n    fclose(log);\n    return 0;\n", "    _Exit(0);\n"),
        new("dropped duplicate", "a line like the one before was parsed already", "src/main.c",
            "        struct request request;\n        lines++;\n",
            "        struct request request;\n        static char before[1024];\n        lines++;\n        if (strcmp(before, line) == 0)\n            continue;\n        strncpy(before, line, sizeof before - 1);\n"),
        new("ordering", "a hash table that is walked is as good as sorted", "src/clients.c",
            "    qsort(sorted, count, sizeof *sorted, by_name);\n", "    (void)by_name;\n"),
        new("truncated output", "a short buffer for the path stays in the cache", "src/report.c",
            "%s %d %8ld %s %s\\n", "%s %d %8ld %s %.127s\\n"),
        new("wrong encoding", "seven bits hold a letter", "src/request.c",
            "    memcpy(into, text, (size_t)(mark - text));\n",
            "    for (size_t i = 0; i < (size_t)(mark - text); i++)\n        into[i] = text[i] & 0x7f;\n"),
        new("leaked temporary file", "a spool for the reports", "src/main.c",
            "    struct clients clients = {0};\n",
            "    char spool[] = \"/tmp/" + Fault.Leak + "XXXXXX\";\n    if (mkstemp(spool) < 0)\n        return fail(spool);\n    struct clients clients = {0};\n"),
    ];
}
