using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Countries;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>The tab as it is drawn.</summary>
internal sealed record BillingForm(BillingInput Input, string Country, BillingChoices Choices)
{
    public FirmChoice? Firm => Choices.Firm(Input.FirmId);

    public IReadOnlyList<CountryReceiver> Receivers { get; init; } = [];

    public CountryReceiver? Receiver { get; init; }

    /// <summary>Letters that the matrix allows.</summary>
    public IReadOnlyList<CountryDocument> Documents { get; init; } = [];

    /// <summary>Why there are none, or <c>null</c>.</summary>
    public string? Refused { get; init; }

    public string TaxpayerLabel { get; init; } = "";

    /// <summary>What is wrong or doubtful with the tax number as it stands.</summary>
    public string? TaxpayerNote { get; init; }

    /// <summary>The rate that Wisp proposes.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Whether no configured VAT has that rate.</summary>
    public bool IsRateMissing { get; init; }

    public bool AsksDwelling { get; init; }

    public short UsualDay { get; init; }

    /// <summary>From when is billed once it is switched on; <c>null</c> while it is on or the day is wrong.</summary>
    public DateOnly? FirstFrom { get; init; }

    /// <summary>Whether the day is not that of the period settings (FBIL-14).</summary>
    public bool IsOwnDay => Input.CycleDayNumber is { } day && day != UsualDay;

    public IReadOnlyList<ClientFormProblem> Problems { get; init; } = [];

    public string? ProblemOf(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Message;

    /// <summary>What is offered, and what is chosen already.</summary>
    public IEnumerable<FirmChoice> Firms => Choices.Firms.Where(firm => !firm.Archived || firm.Id == Input.FirmId);

    public IEnumerable<TaxChoice> Taxes => Choices.Taxes.Where(tax => !tax.Archived || Input.Taxes.Contains(tax.Id));

    public IEnumerable<MethodChoice> Methods => Choices.Methods.Where(method => !method.Archived || method.Id == Input.MethodId);
}
