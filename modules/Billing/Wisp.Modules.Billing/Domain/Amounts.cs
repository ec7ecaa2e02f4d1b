namespace Wisp.Modules.Billing.Domain;

/// <summary>What fits an amount that a person types, with room for thousands of them in an account.</summary>
internal static class Amounts
{
    public const decimal Largest = 999_999_999_999.99m;
}
