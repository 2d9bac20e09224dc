using System.Buffers.Text;

namespace LedgerCsv;

/// <summary>Writes rows of comma-separated values in UTF-8 through one buffer.</summary>
internal sealed class CsvWriter(Stream stream) : IDisposable
{
    private const int LongestCell = 64;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public void Number(long value)
    {
        Reserve();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out int length);
        Advance(length);
    }

    public void Cents(long cents)
    {
        Reserve();
        Utf8Formatter.TryFormat(cents / 100m, _buffer.AsSpan(_used), out int length, new('F', 2));
        Advance(length);
    }

    public void Date(DateTime date)
    {
        Reserve();
        date.TryFormat(_buffer.AsSpan(_used), out int length, "yyyy-MM-dd");
        Advance(length);
    }

    public void Text(ReadOnlySpan<byte> text)
    {
        Reserve();
        text.CopyTo(_buffer.AsSpan(_used));
        Advance(text.Length);
    }

    public void EndRow() => _buffer[_used - 1] = (byte)'\n';

    public void Dispose() => Flush();

    private void Advance(int length)
    {
        _used += length;
        _buffer[_used++] = (byte)',';
    }

    // EndRow replaces the last comma, so that a flush leaves it in place.
    private void Reserve()
    {
        if (_used > _buffer.Length - LongestCell)
        {
            Flush();
        }
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 2 || !int.TryParse(args[0], out int rows))
        {
            Console.Error.WriteLine("usage: ledgercsv ROWS FILE");
            return 2;
        }

        Random random = new(33);
        long sum = 0;
        using (FileStream file = new(args[1], FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
        using (CsvWriter csv = new(file))
        {
            DateTime start = new(2024, 1, 1);
            for (int i = 0; i < rows; i++)
            {
                long cents = random.Next(-500000, 500000);
                sum += cents;
                csv.Number(i);
                csv.Date(start.AddDays(i * 365L / rows));
                csv.Text((i % 3) switch { 0 => "rent"u8, 1 => "sales"u8, _ => "wages"u8 });
                csv.Cents(cents);
                csv.Cents(sum);
                csv.EndRow();
            }
        }

        Console.WriteLine($"{rows} rows, {sum} cents");
        return 0;
    }
}
