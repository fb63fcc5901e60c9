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

package io.github.mptcpspring.diagnosis;

/**
 * An address of this host over which others can be reached.
 *
 * @param device the network device that has it
 * @param address the address as the JDK writes it, or a word in its place where it is not
 * to be shown
 */
public record HostAddress(String device, String address) {

	/**
	 * Hide the address.
	 * @return the same device with a word in place of the address
	 */
	public HostAddress hidden() {
		return new HostAddress(this.device, "ADDRESS");
	}

}
