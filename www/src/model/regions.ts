/** Regions to choose from; an emulator knows all that look like one. */
export const REGIONS = ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2"];
