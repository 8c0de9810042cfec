export const defaultConnectSeconds = 15;
export const defaultOperationSeconds = 60;
