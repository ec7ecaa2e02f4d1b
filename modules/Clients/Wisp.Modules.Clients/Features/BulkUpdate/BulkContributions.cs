using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

internal static class BulkContributions
{
    public static void AddBulkUpdate(this ModuleBuilder module)
    {
        // Without a permission: the clients of another's batch are not for everyone who may change theirs.
        module.Job<PlanBulkJob>(PlanBulkJob.Key, Label.Of<BulkText>("job.plan"));
        module.Job<RunBulkJob>(RunBulkJob.Key, Label.Of<BulkText>("job.run"));
        module.Job<RevertBulkJob>(RevertBulkJob.Key, Label.Of<BulkText>("job.revert"));
    }
}
