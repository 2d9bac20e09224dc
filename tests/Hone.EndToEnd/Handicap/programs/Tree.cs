// A method that calls itself.
using System;

Console.WriteLine(Walker.Walk(args.Length > 0 ? int.Parse(args[0]) : 24, 1));

internal static class Walker
{
    public static long Walk(int depth, long value) => depth == 0 ? value % 7 : Walk(depth - 1, unchecked((value * 3) + 1)) + (Walk(depth - 1, unchecked((value * 5) + 2)) % 1001);
}
