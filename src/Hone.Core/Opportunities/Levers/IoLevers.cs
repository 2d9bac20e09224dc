namespace Hone.Opportunities.Levers;

/// <summary>The levers that change how often a program asks the system, or somebody behind it.</summary>
public static class IoLevers
{
    /// <summary>One question instead of one for each item.</summary>
    public static Lever NPlusOne { get; } = new(
        "n-plus-one",
        "N+1 elimination",
        "A file, a query or a request is asked for once for each item, where one question could answer for all of them, or one answer could be kept.",
        LeverReliability.Raises,
        "system calls are counted exactly, and a count that goes with the items is seen in the calls themselves; a distinct thing that is asked for once each may have to be, and then lines are needed",
        "At least {item-calls} opens, connections, or questions and answers of one template (files such as data/*.json are one) by one function; at least {io-time-share} of the "
        + "wall time outside user code. By itself when things are asked for again ({repeats} calls for each distinct one, or questions and answers in turn); over several sizes the count grows as n^1 ± {item-slope-slack}.",
        [ProofClaims.Ordering, ProofClaims.SideEffects, ProofClaims.Errors, ProofClaims.PartialResults, ProofClaims.Resources],
        """
        before  for order in orders: customer = db.get("select … where id = ?", order.customer)
        after   customers = db.all("select … where id in (…)"); for order in orders: customers[order.customer]
        """);

    /// <summary>Few large transfers instead of many small ones.</summary>
    public static Lever ScatterGather { get; } = new(
        "scatter-gather",
        "Buffering and scatter-gather I/O",
        "Many small reads or writes of one file or socket become few large ones: a buffer, writev, a larger block.",
        LeverReliability.Raises,
        "calls and bytes are counted exactly; only what a reader on the other side expects to see at once is not known",
        "At least {small-io-calls} reads or writes of one file by one function that move less than {small-io-bytes} each on the average; at least {io-time-share} of the wall time outside user code.",
        [ProofClaims.PartialResults, ProofClaims.SideEffects, ProofClaims.Errors, ProofClaims.Ordering, ProofClaims.Resources],
        """
        before  for (i = 0; i < n; i++) write(fd, line[i], length[i]);
        after   for (i = 0; i < n; i++) fwrite(line[i], 1, length[i], file);   /* flushed once, and before a wait */
        """);
}
