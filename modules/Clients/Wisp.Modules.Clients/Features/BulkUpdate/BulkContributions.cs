using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

internal static class BulkContributions
{
    public static void AddBulkUpdate(this ModuleBuilder module)
    {
        module.Job<PlanBulkJob>(PlanBulkJob.Key, Label.Of<BulkText>("job.plan"), ClientPermissions.BulkUpdate);
        module.Job<RunBulkJob>(RunBulkJob.Key, Label.Of<BulkText>("job.run"), ClientPermissions.BulkUpdate);
        module.Job<RevertBulkJob>(RevertBulkJob.Key, Label.Of<BulkText>("job.revert"), ClientPermissions.BulkUpdate);
    }
}
