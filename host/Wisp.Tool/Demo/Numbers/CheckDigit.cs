namespace Wisp.Tool.Demo.Numbers;

internal static class CheckDigit
{
    public static int Sum(string digits, int[] weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * (digits[i] - '0');
        return sum;
    }

    /// <summary>What makes the sum divisible by eleven; <c>null</c> where that is no digit.</summary>
    public static int? Of(string digits, int[] weights)
    {
        var rest = (11 - (Sum(digits, weights) % 11)) % 11;
        return rest == 10 ? null : rest;
    }
}
