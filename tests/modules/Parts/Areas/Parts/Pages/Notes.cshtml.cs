using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Areas.Parts.Pages;

[RequirePermission("clients.view")]
[RequirePermission(PartsModule.See)]
internal sealed class NotesModel(IDatabase<PartsDb> database, IClientScope scope) : PageModel
{
    public string? Kind { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(id, cancellationToken)) return NotFound();
        Kind = await database.Source.Sql("select kind from parts.part where client_id = $1", id).ValueAsync<string>(cancellationToken);
        return Page();
    }
}
