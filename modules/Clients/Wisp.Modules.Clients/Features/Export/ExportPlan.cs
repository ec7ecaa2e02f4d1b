using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>What goes into a file.</summary>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Filter">The clients; a fresh filter for each statement.</param>
/// <param name="Terms">Terms of the advanced search among the filter's conditions.</param>
/// <param name="Writing">How values are written.</param>
internal sealed record ExportPlan(
    IReadOnlyList<ExportColumn> Columns, Func<ClientFilter> Filter, IReadOnlyList<SearchTerm> Terms, ExportWriting Writing);

/// <summary>How values are written (EXP-08).</summary>
/// <param name="TimeZone">IANA name of the ISP's zone.</param>
/// <param name="Yes">The asker's word for yes.</param>
/// <param name="No">The asker's word for no.</param>
/// <param name="DecimalSign">What stands before decimals in text.</param>
internal sealed record ExportWriting(string TimeZone, string Yes, string No, string DecimalSign);
