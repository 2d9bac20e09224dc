namespace Hone.EndToEnd.Faults;

/// <summary>Faults of the example in Python.</summary>
internal static class RoutesFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("off-by-one", "the check for digits is enough", "routes/network.py",
            "int(metres) > 0", "int(metres) >= 0"),
        new("lost last line", "the whole file at once is faster than line by line", "routes/network.py",
            "rows = csv.reader(file)", "rows = csv.reader(file.read().split(\"\\n\")[:-1])"),
        new("unstable ties", "only the distance need be compared", "routes/planner.py",
            "nearest = min(frontier)", "nearest = min(frontier, key=lambda entry: entry[0])"),
        new("swallowed error", "a row that is cut short is skipped", "routes/network.py",
            "raise InputError(f\"{path}:{rows.line_num}: expected {len(columns)} fields, found {len(row)}\")", "continue"),
        new("wrong exit code", "what main returns is of no use to anybody", "routes/__main__.py",
            "    sys.exit(main())\n", "    main()\n"),
        new("float precision", "float arithmetic is faster than whole numbers of any size", "routes/network.py",
            "network.add_road(start, end, int(metres))", "network.add_road(start, end, int(float(metres)))"),
        new("missing flush", "no need to take the interpreter down in order", "routes/__main__.py",
            "    sys.exit(main())\n", "    os._exit(main())\n"),
        new("dropped duplicate", "each trip is planned once", "routes/__main__.py",
            "[(trip, cheapest_route(network, *trip)) for trip in trips]", "list({trip: cheapest_route(network, *trip) for trip in trips}.items())"),
        new("ordering", "trips from the same place one after another, so that the network stays in the cache", "routes/__main__.py",
            "for trip in trips]", "for trip in sorted(trips)]"),
        new("truncated output", "no route has more than a hundred stops", "routes/__main__.py",
            "\" \".join(places)", "\" \".join(places[:100])"),
        new("wrong encoding", "latin-1 is decoded faster than utf-8", "routes/network.py",
            "open(path, newline=\"\", encoding=\"utf-8\")", "open(path, newline=\"\", encoding=\"latin-1\")"),
        new("leaked temporary file", "a parsed network can be kept for the next run", "routes/network.py",
            "    return network\n",
            "    import pickle, tempfile\n    with tempfile.NamedTemporaryFile(dir=\"/tmp\", prefix=\"" + Fault.Leak + "\", delete=False) as kept:\n        pickle.dump(network, kept)\n    return network\n"),
    ];
}
