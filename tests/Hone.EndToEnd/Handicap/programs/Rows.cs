// Few calls that each take long.
using System;

Matrix matrix = new(300);
int times = args.Length > 0 ? int.Parse(args[0]) : 6;
for (int time = 0; time < times; time++)
{
    for (int i = 0; i < 300; i++)
    {
        matrix.Row(i);
    }
}

Console.WriteLine(matrix.Trace);

internal sealed class Matrix(int size)
{
    private readonly double[,] _a = Filled(size);
    private readonly double[,] _c = new double[size, size];

    public double Trace => _c[3, 5];

    public void Row(int i)
    {
        for (int j = 0; j < size; j++)
        {
            double sum = 0;
            for (int k = 0; k < size; k++)
            {
                sum += _a[i, k] * _a[j, k];
            }

            _c[i, j] = sum;
        }
    }

    private static double[,] Filled(int size)
    {
        double[,] values = new double[size, size];
        for (int i = 0; i < size * size; i++)
        {
            values[i / size, i % size] = i % 17;
        }

        return values;
    }
}
