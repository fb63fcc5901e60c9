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

/**
 * What became of a socket that was to speak MPTCP.
 */
public sealed interface SwapResult {

	/**
	 * The descriptor refers to an MPTCP socket now, with the flags and options of the TCP
	 * socket that it referred to before.
	 */
	record Swapped() implements SwapResult {
	}

	/**
	 * The descriptor refers to the socket that it referred to before, and nothing about
	 * that socket has changed.
	 *
	 * @param because why it was kept
	 */
	record Kept(Problem because) implements SwapResult {
	}

}
