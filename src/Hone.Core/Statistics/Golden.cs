namespace Hone.Statistics;

/// <summary>The place of a function's least value by golden section (J. Kiefer, "Sequential Minimax Search for a Maximum", Proceedings of the AMS 4 (1953)).</summary>
internal static class Golden
{
    private const double Part = 0.6180339887498949;

    /// <summary>A place within <paramref name="accuracy"/> of the least value in a range where the function falls and then rises.</summary>
    public static double Least(Func<double, double> function, double low, double high, double accuracy)
    {
        double left = high - (Part * (high - low));
        double right = low + (Part * (high - low));
        double atLeft = function(left);
        double atRight = function(right);
        while (high - low > accuracy)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Part * (high - low));
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Part * (high - low));
                atRight = function(right);
            }
        }

        return (low + high) / 2;
    }
}
