using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Vouchers;

internal sealed class VoucherPictureModel(ReadVouchers vouchers, IFileStore files, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await vouchers.OfClientAsync(ClientId, id, cancellationToken) is { FileId: { } file } && await files.FindAsync(file, cancellationToken) is { } found
            ? File(files.OpenRead(file), found.ContentType, found.Name) : NotFound();
}
