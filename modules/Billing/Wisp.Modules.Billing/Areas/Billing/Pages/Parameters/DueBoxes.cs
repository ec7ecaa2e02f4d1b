using Wisp.Modules.Billing.Features.Periods;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>The fields of due dates and late policy.</summary>
/// <param name="Prefix">What their names begin with: nothing, or <c>Due.</c>.</param>
internal sealed record DueBoxes(string Prefix, ProfileInput Input, string Currency);
