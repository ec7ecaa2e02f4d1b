namespace Wisp.Modules.Billing.Domain;

/// <summary>What fits an amount that a person types, with room for thousands of them in an account.</summary>
internal static class Amounts
{
    public const decimal Largest = 999_999_999_999.99m;

    public static bool Fits(decimal amount) => amount is > 0 and <= Largest && decimal.Round(amount, 2) == amount;
}
