/** The error codes that are answered, by the names of kafka.apache.org/protocol ("Error Codes"). */
export const codes = {
  none: 0,
  offsetOutOfRange: 1,
  corruptMessage: 2,
  unknownTopicOrPartition: 3,
  invalidTopic: 17,
  illegalGeneration: 22,
  inconsistentGroupProtocol: 23,
  unknownMemberId: 25,
  rebalanceInProgress: 27,
  unsupportedVersion: 35,
  topicAlreadyExists: 36,
  invalidPartitions: 37,
  invalidRequest: 42,
  outOfOrderSequence: 45,
  memberIdRequired: 79,
  unknownTopicId: 100,
} as const;
