using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Audit;
using Wisp.Host.Features.Jobs;
using Wisp.Host.Features.Operators;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("audit.view")]
public sealed class AuditModel(AuditReader reader, OperatorList operators, JobReader jobs, LoadedContributions loaded, IStringLocalizer<HostText> text) : PageModel
{
    /// <summary>Fields of one change that show at once; a new client has seventeen.</summary>
    public const int ShownFields = 4;

    [BindProperty(SupportsGet = true)]
    public AuditFilter Filter { get; set; } = new();

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public IReadOnlyList<OperatorRow> Operators { get; private set; } = [];

    public long? Next { get; private set; }

    public IEnumerable<string> Tables =>
        loaded.All.Select(module => module.Contributions.Database).OfType<ModuleDatabase>()
            .SelectMany(database => database.Audited.Select(table => $"{database.Schema}.{table.Table}")).Order(StringComparer.Ordinal);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Operators = await operators.ReadAsync(null, cancellationToken);
        var page = await reader.ReadAsync(Filter, cancellationToken);
        Rows = [.. page.Take(AuditReader.PageSize)];
        Next = page.Count > AuditReader.PageSize ? Rows[^1].Id : null;
    }

    /// <summary>Through what, in the reader's words; a job by its kind.</summary>
    public string Channel(string channel)
    {
        var word = text[$"channel.{channel}"];
        return word.ResourceNotFound ? jobs.KindText(channel) : word.Value;
    }

    /// <summary>The same filter from another row on.</summary>
    public string Link(long? before) =>
        "/audit" + QueryString.Create(new Dictionary<string, string?>
        {
            ["table"] = Filter.Table,
            ["operator"] = Filter.Operator?.ToString(),
            ["from"] = Filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = Filter.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["entity"] = Filter.Entity?.ToString(),
            ["batch"] = Filter.Batch?.ToString(),
            ["before"] = before?.ToString(CultureInfo.InvariantCulture),
        }.Where(part => !string.IsNullOrEmpty(part.Value)));
}
