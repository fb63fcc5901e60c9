/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.sample;

import org.jspecify.annotations.Nullable;

/**
 * What became of a download from the peer.
 *
 * @param bytes how many bytes arrived
 * @param millis how long it took, in milliseconds
 * @param protocol {@code mptcp}, {@code fallback} or {@code tcp}; {@code null} when the
 * kernel could not be asked
 * @param subflows how many subflows the connection had when the last byte arrived;
 * {@code null} when it was not MPTCP
 */
record RelayReport(long bytes, long millis, @Nullable String protocol, @Nullable Integer subflows) {

}
