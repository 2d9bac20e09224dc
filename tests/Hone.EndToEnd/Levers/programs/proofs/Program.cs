using System.Collections.Concurrent;

namespace Proofs;

internal sealed record Page(int Number, byte[] Pixels);

/// <summary>Pages are rendered by one thread and proofed by another.</summary>
internal sealed class Press(int pages)
{
    private const int PageBytes = 24 * 1024;

    private readonly BlockingCollection<Page> _rendered = new();

    public ulong Check { get; private set; }

    public long Dark { get; private set; }

    public void Run()
    {
        Thread renderer = new(Render);
        renderer.Start();
        Proof();
        renderer.Join();
    }

    private void Render()
    {
        ulong state = 88172645463325252;
        for (int number = 0; number < pages; number++)
        {
            byte[] pixels = new byte[PageBytes];
            for (int at = 0; at < PageBytes; at += 16)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                BitConverter.TryWriteBytes(pixels.AsSpan(at), state);
            }

            _rendered.Add(new(number, pixels));
        }

        _rendered.CompleteAdding();
    }

    private void Proof()
    {
        foreach (Page page in _rendered.GetConsumingEnumerable())
        {
            ulong hash = 14695981039346656037;
            foreach (byte pixel in page.Pixels)
            {
                hash = (hash ^ pixel) * 1099511628211;
                Dark += pixel < 8 ? 1 : 0;
            }

            Check = Check * 31 + hash + (ulong)page.Number;
        }
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], out int pages))
        {
            Console.Error.WriteLine("usage: proofs PAGES");
            return 2;
        }

        Press press = new(pages);
        press.Run();
        Console.WriteLine($"{pages} pages, {press.Dark} dark pixels, check {press.Check:x16}");
        return 0;
    }
}
