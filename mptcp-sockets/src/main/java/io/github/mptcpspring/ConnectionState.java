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

package io.github.mptcpspring;

import org.jspecify.annotations.Nullable;

/**
 * The state of a connection as the kernel reports it.
 *
 * @param protocol the protocol that is used
 * @param subflows the number of subflows including the first one, or {@code null} if the
 * connection does not use MPTCP or the kernel does not report it
 */
public record ConnectionState(Protocol protocol, @Nullable Integer subflows) {

}
